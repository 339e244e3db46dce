import { shell } from '../../../client/index.ts';
import { Button, TextField } from '../../../ui/index.ts';

/**
 * A path on the engine's machine: typed, or chosen in the system's own dialog where there is a shell. A browser knows no paths, so there
 * it is typed.
 */
export function PlaceField({
  label,
  value,
  onChange,
  takesFiles = false,
  help,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly takesFiles?: boolean;
  readonly help?: string;
}) {
  const chooseFolder = async () => {
    const chosen = await shell?.chooseFolder(label);
    if (chosen) onChange(chosen);
  };
  const chooseFile = async () => {
    const [chosen] =
      (await shell?.chooseFiles({ title: label, extensions: ['xml', 'json', 'zip'], several: false })) ?? [];
    if (chosen) onChange(chosen);
  };
  return (
    <div className="row exch-place">
      <TextField label={label} value={value} onChange={onChange} {...(help ? { help } : {})} />
      {shell ? (
        <>
          <Button icon="i-folder" onPress={() => void chooseFolder()}>
            Choose folder
          </Button>
          {takesFiles ? <Button onPress={() => void chooseFile()}>Choose file</Button> : null}
        </>
      ) : null}
    </div>
  );
}
