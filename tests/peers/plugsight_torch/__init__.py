"""The detector of Plugsight once more, in PyTorch: a peer to compare with, written independently and never shipped."""
