import './import.css';
import { useState } from 'react';
import { problemOf, shell, useKept } from '../../../client/index.ts';
import { Button, Dialog, Icon, ProblemNotice, TextField } from '../../../ui/index.ts';
import { counted } from '../words.ts';

/**
 * The system's own dialog where there is a shell; null where there is none, or nothing was chosen. A browser knows no paths: there
 * `FolderChooser` shows the engine's folders in the page.
 */
export async function chooseFolder(title: string): Promise<string | null> {
  return shell ? await shell.chooseFolder(title) : null;
}

/** Folders of the machine the engine runs on, one opened at a time. */
export function FolderChooser({
  title,
  isOpen,
  onClose,
  onChoose,
}: {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onChoose: (folder: string) => void;
}) {
  return (
    <Dialog title={title} isOpen={isOpen} onClose={onClose} isWide>
      {isOpen ? <Folders onClose={onClose} onChoose={onChoose} /> : null}
    </Dialog>
  );
}

function Folders({ onClose, onChoose }: { readonly onClose: () => void; readonly onChoose: (folder: string) => void }) {
  const [asked, setAsked] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const [visit] = useState(() => Date.now());
  const { data: listing, error } = useKept(['sources.browse', asked, visit], (client) =>
    client.sources.browse({ folder: asked }),
  );
  // The folder before stays shown until the next one is read.
  const [shown, setShown] = useState(listing);
  if (listing && listing !== shown) setShown(listing);
  const data = listing ?? shown;
  const open = (folder: string) => {
    setAsked(folder);
    setTyped(folder);
  };
  return (
    <>
      <form
        className="row folderpath"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() !== '') open(typed.trim());
        }}
      >
        <TextField label="Folder or share" isLabelHidden value={typed || (data?.folder ?? '')} onChange={setTyped} />
        <Button type="submit" onPress={() => undefined}>
          Go
        </Button>
      </form>
      {error ? <ProblemNotice problem={problemOf(error)} /> : null}
      <div className="folders">
        <ul aria-label="Places">
          {data?.places.map((place) => (
            <li key={place.path}>
              <button type="button" className="frow" onClick={() => open(place.path)}>
                <Icon name="i-folder" />
                <span className="cut">{place.name}</span>
                {place.kind === 'share' ? <span className="chip">share</span> : null}
              </button>
            </li>
          ))}
        </ul>
        <ul aria-label={`Folders in ${data?.folder ?? ''}`} className="flist">
          {data?.parent ? (
            <li>
              <button type="button" className="frow" onClick={() => open(data.parent ?? '')}>
                <Icon name="i-back" />
                <span>Up</span>
              </button>
            </li>
          ) : null}
          {data?.folders.map(({ name, path }) => (
            <li key={path}>
              <button type="button" className="frow" onClick={() => open(path)}>
                <Icon name="i-folder" />
                <span className="cut">{name}</span>
              </button>
            </li>
          ))}
          {data && data.folders.length === 0 ? <li className="q">No folders in here.</li> : null}
        </ul>
      </div>
      <div className="row">
        <span className="q cut">
          {data
            ? `${counted(data.pictures, 'picture')} in this folder itself${data.isNetworkShare ? '; it lies on a network share' : ''}`
            : ''}
        </span>
        <span className="row right">
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" onPress={() => data && onChoose(data.folder)}>
            Use this folder
          </Button>
        </span>
      </div>
    </>
  );
}
