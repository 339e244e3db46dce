import { type DragEvent, useState } from 'react';
import { shell, upload } from '../../../client/index.ts';

/** What was dropped: a folder of this machine, ready to be imported, or why it cannot be. */
export type Dropped =
  | { readonly kind: 'folder'; readonly folder: string; readonly files: number }
  | { readonly kind: 'sending'; readonly done: number; readonly total: number }
  | { readonly kind: 'failed'; readonly sentence: string };

/**
 * Files and folders dropped on the page. The shell knows where they lie; a browser does not, and sends them to the engine, a folder
 * with its paths so that labels stay beside their pictures.
 */
export function useDrop(onDrop: () => void) {
  const [isOver, setOver] = useState(false);
  const [dropped, setDropped] = useState<Dropped | null>(null);
  const handlers = {
    onDragOver(event: DragEvent) {
      if (!event.dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    },
    onDragLeave(event: DragEvent) {
      if (event.currentTarget.contains(event.relatedTarget as Node | null)) return;
      setOver(false);
    },
    onDrop(event: DragEvent) {
      event.preventDefault();
      setOver(false);
      onDrop();
      void take(event.dataTransfer, setDropped).catch((error: unknown) =>
        setDropped({ kind: 'failed', sentence: error instanceof Error ? error.message : String(error) }),
      );
    },
  };
  return { isOver, dropped, handlers };
}

async function take(transfer: DataTransfer, report: (dropped: Dropped) => void): Promise<void> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const files = [...transfer.files];
  if (shell) {
    const [first] = files;
    const folder = entries.length === 1 && entries[0]?.isDirectory && first ? shell.pathOf(first) : null;
    if (folder !== null) return report({ kind: 'folder', folder, files: 0 });
  }
  const all = (await Promise.all(entries.map((entry) => filesOf(entry)))).flat();
  // Where a browser gives no entries (a picture dragged out of another program), files alone are there.
  await send(all.length > 0 ? all : files.map((file) => ({ path: file.name, file })), report);
}

type Found = { readonly path: string; readonly file: File };

async function filesOf(entry: FileSystemEntry): Promise<Found[]> {
  const path = entry.fullPath.replace(/^\//, '');
  if (isFileEntry(entry)) {
    return [{ path, file: await new Promise<File>((resolve, reject) => entry.file(resolve, reject)) }];
  }
  if (!isDirectoryEntry(entry)) return [];
  const reader = entry.createReader();
  const found: Found[] = [];
  // A reader gives a hundred entries at a time, and none at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return found;
    for (const child of some) found.push(...(await filesOf(child)));
  }
}

function isFileEntry(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectoryEntry(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

const uploadBytes = 32 * 1024 * 1024;
/** Sent side by side; a browser opens six connections at most. */
const lanes = 4;

async function send(files: readonly Found[], report: (dropped: Dropped) => void): Promise<void> {
  if (files.length === 0)
    throw new Error('Nothing that could be read was dropped. Drop pictures, or a folder of them.');
  const tooLarge = files.find(({ file }) => file.size > uploadBytes);
  if (tooLarge) {
    throw new Error(
      `${tooLarge.path} has more than 32 MB. Nothing was imported. Leave it out, or choose the folder by Import images.`,
    );
  }
  const batch = crypto.randomUUID();
  let [next, done] = [0, 0];
  let folder = '';
  const lane = async () => {
    for (let at = next++; at < files.length; at = next++) {
      const { path, file } = files[at];
      folder = (await upload(file, { name: path, batch })).folder;
      done += 1;
      report({ kind: 'sending', done, total: files.length });
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  report({ kind: 'folder', folder, files: files.length });
}
