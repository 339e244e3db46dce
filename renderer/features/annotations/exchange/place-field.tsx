import { useState } from 'react';
import { shell } from '../../../client/index.ts';
import { Button, TextField } from '../../../ui/index.ts';
import { FolderChooser } from '../../images/index.ts';

/** A path on the engine's machine: typed, or chosen in the system's own dialog, or among the engine's folders where there is no shell. */
export function PlaceField({
  label,
  value,
  onChange,
  takesFiles = false,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly takesFiles?: boolean;
}) {
  const [isChoosing, setChoosing] = useState(false);
  const chooseFolder = async () => {
    if (!shell) return setChoosing(true);
    const chosen = await shell.chooseFolder(label);
    if (chosen) onChange(chosen);
  };
  const chooseFile = async () => {
    const request = { title: label, extensions: ['xml', 'json', 'zip'], several: false };
    const [chosen] = (await shell?.chooseFiles(request)) ?? [];
    if (chosen) onChange(chosen);
  };
  return (
    <div className="row exch-place">
      <TextField label={label} value={value} onChange={onChange} />
      <Button icon="i-folder" onPress={() => void chooseFolder()}>
        Choose folder
      </Button>
      {shell && takesFiles ? <Button onPress={() => void chooseFile()}>Choose file</Button> : null}
      <FolderChooser
        title={takesFiles ? 'Folder with the labels' : label}
        isOpen={isChoosing}
        onClose={() => setChoosing(false)}
        onChoose={(folder) => {
          onChange(folder);
          setChoosing(false);
        }}
      />
    </div>
  );
}
