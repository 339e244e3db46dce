import { useEffect, useState } from 'react';
import { shell } from '../client/index.ts';
import { Button } from '../ui/index.ts';

/** Those opened before in this window, one press away. `openFolder`: the one that is open, or null. */
export function RecentWorkspaces({
  openFolder,
  heading: Heading,
}: {
  readonly openFolder: string | null;
  readonly heading: 'h2' | 'h3';
}) {
  const [folders, setFolders] = useState<readonly string[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when another workspace is open
  useEffect(() => {
    void shell?.recentWorkspaces().then(setFolders);
  }, [openFolder]);
  if (folders.length === 0) return null;
  return (
    <section className="opened-before">
      <Heading>Opened before</Heading>
      <ul>
        {folders.map((folder) => (
          <li key={folder} className="row">
            <Button kind="quiet" label={`Open ${folder}`} onPress={() => void shell?.openWorkspace(folder)}>
              {folder.split(/[\\/]/).at(-1) || folder}
            </Button>
            <span className="s q mono" title={folder}>
              {folder}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
