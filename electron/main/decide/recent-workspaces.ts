/** How many workspaces are remembered. */
export const recentLimit = 8;

/**
 * The workspaces that were opened, the last one first, each once, `recentLimit` at most. On Windows two spellings that differ only in case
 * are one folder; the newer one is kept.
 */
export function withOpened(recent: readonly string[], opened: string, platform: NodeJS.Platform): string[] {
  const others = recent.filter((folder) => !isSameFolder(folder, opened, platform));
  return [opened, ...others].slice(0, recentLimit);
}

/** The one of the list that is meant; null: none. The page opens no folder by itself that nobody chose before. */
export function recentOne(recent: readonly string[], asked: string, platform: NodeJS.Platform): string | null {
  return recent.find((folder) => isSameFolder(folder, asked, platform)) ?? null;
}

export function isSameFolder(a: string, b: string, platform: NodeJS.Platform): boolean {
  return platform === 'win32' ? a.toLowerCase() === b.toLowerCase() : a === b;
}
