import { useRef, useState } from 'react';
import { shell, upload } from '../../client/index.ts';
import { Button, TextField } from '../../ui/index.ts';

/** In the shell the system's own dialog; in a browser a file is sent to the engine, or its path is typed: both run on this machine. */
export function ChooseModelFile({
  isBusy,
  onChoose,
}: {
  readonly isBusy: boolean;
  readonly onChoose: (path: string) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [path, setPath] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  if (shell) {
    const choose = async () => {
      const request = { title: 'Import a model', extensions: ['plugsight', 'onnx'], several: false };
      const [chosen] = (await shell?.chooseFiles(request)) ?? [];
      if (chosen) onChoose(chosen);
    };
    return (
      <div className="row">
        <Button isDisabled={isBusy} onPress={() => void choose()}>
          {isBusy ? 'Looking at the file' : 'Choose a file'}
        </Button>
      </div>
    );
  }
  const send = async (file: File) => {
    setProblem(null);
    try {
      onChoose((await upload(file, { name: file.name })).path);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".plugsight,.onnx"
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) void send(file);
          event.target.value = '';
        }}
      />
      <div className="mo-choose">
        <Button isDisabled={isBusy} onPress={() => input.current?.click()}>
          {isBusy ? 'Looking at the file' : 'Choose a file'}
        </Button>
        <TextField label="Or its path on this machine" value={path} onChange={setPath} problem={problem} />
        <Button
          isDisabled={isBusy}
          onPress={() => (path.trim() === '' ? setProblem('Type the path of the file.') : onChoose(path.trim()))}
        >
          Look at it
        </Button>
      </div>
    </>
  );
}
