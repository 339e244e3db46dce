import { useState } from 'react';
import { shell } from '../../../client/index.ts';
import { Button, TextField } from '../../../ui/index.ts';
import { FolderChooser } from './folder-chooser.tsx';

/** A path on the engine's machine: typed, or chosen in the system's own dialog, or among the engine's folders where there is no shell. */
export function PlaceField({
  label,
  value,
  onChange,
  onChoose = onChange,
  takesFiles = false,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What becomes of a place that was chosen; else it is the value. */
  readonly onChoose?: (place: string) => void;
  readonly takesFiles?: boolean;
}) {
  const [isChoosing, setChoosing] = useState(false);
  const chooseFolder = async () => {
    if (!shell) return setChoosing(true);
    const chosen = await shell.chooseFolder(label);
    if (chosen) onChoose(chosen);
  };
  const chooseFile = async () => {
    const request = { title: label, extensions: ['xml', 'json', 'zip'], several: false };
    const [chosen] = (await shell?.chooseFiles(request)) ?? [];
    if (chosen) onChoose(chosen);
  };
  return (
    <div className="row place">
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
          onChoose(folder);
          setChoosing(false);
        }}
      />
    </div>
  );
}
