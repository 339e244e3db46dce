import './try.css';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { keyCap, pictureActions, useCommands, useKeyOf } from '../../app/commands/index.ts';
import { useAction, useAuthor } from '../../client/index.ts';
import { Button, PageHead, ProblemNotice, Select } from '../../ui/index.ts';
import { ModelWanted } from '../models/index.ts';
import { tryCommands } from './commands.ts';
import { DropPanel } from './drop-panel.tsx';
import { PicturePanel } from './picture-panel.tsx';
import { SeenPanel } from './seen-panel.tsx';
import { useBench } from './state.ts';
import { TriedPanel } from './tried-panel.tsx';
import { chooseModel, sendToQueue, tryFiles } from './try-picture.ts';
import { useBenchModel } from './use-bench-model.ts';
import { VerdictPanel } from './verdict-panel.tsx';

/** A bench: drop a picture, see the verdict. Nothing here is part of the workspace until it is sent to the label queue. */
export function TryView() {
  const { model, names, isKnown } = useBenchModel();
  const { author } = useAuthor();
  const selected = useBench((state) => state.pictures.find(({ id }) => id === state.selected) ?? null);
  const hasPictures = useBench((state) => state.pictures.length > 0);
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const trying = useAction((_client, files: readonly File[]) => tryFiles(files, model ?? ''));
  const sending = useAction(async () => {
    if (selected && !selected.isSent) await sendToQueue(selected, author || 'bench');
  });
  const take = (list: FileList | null | undefined) => {
    const files = [...(list ?? [])];
    if (files.length > 0 && model !== null) trying.mutate(files);
  };
  const takePasted = useRef(take);
  takePasted.current = take;
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => takePasted.current(event.clipboardData?.files);
    window.addEventListener('paste', onPaste);
    return () => window.removeEventListener('paste', onPaste);
  }, []);
  const choose = () => input.current?.click();
  const send = () => sending.mutate(undefined);
  useCommands(tryCommands, { predict: choose, send, ...pictureActions });
  const sendKey = useKeyOf('try.send');
  if (isKnown && model === null)
    return (
      <ModelWanted
        screen="Try it"
        text="Train one, or import the plant's present model, and try pictures with it here."
      />
    );
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <>
      <PageHead
        title="Try it"
        state={
          trying.isPending ? 'The model is looking.' : 'One picture, one verdict. Nothing here is counted or stored.'
        }
      >
        <Select
          label="Model"
          isLabelHidden
          value={model ?? ''}
          options={names.map((id) => ({ id, name: id.replace('@', ' v') }))}
          onChange={chooseModel}
        />
        {selected?.answer && !selected.isSent ? (
          <Button {...(sendKey ? { keys: keyCap(sendKey) } : {})} onPress={send}>
            {sending.isPending ? 'Sending' : 'Send to the label queue'}
          </Button>
        ) : null}
        <Button kind="primary" onPress={choose}>
          Predict a picture
        </Button>
        <input
          ref={input}
          type="file"
          accept=".png,.jpg,.jpeg,.bmp,.tif,.tiff,.pgm"
          multiple
          hidden
          aria-label="Picture to predict"
          onChange={(event) => {
            take(event.target.files);
            event.target.value = '';
          }}
        />
      </PageHead>
      {trying.problem || sending.problem ? (
        <div className="ty-said stack">
          {trying.problem ? <ProblemNotice problem={trying.problem} /> : null}
          {sending.problem ? <ProblemNotice problem={sending.problem} /> : null}
        </div>
      ) : null}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button above is the first */}
      <div
        className={`body ty-grid${isOver ? ' is-over' : ''}${hasPictures ? '' : ' is-empty'}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        {selected ? (
          <>
            <PicturePanel tried={selected} />
            <VerdictPanel tried={selected} />
            <SeenPanel tried={selected} />
            <TriedPanel onChoose={choose} />
          </>
        ) : (
          <DropPanel onChoose={choose} />
        )}
      </div>
    </>
  );
}
