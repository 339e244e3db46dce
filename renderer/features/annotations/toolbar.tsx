import { Slider } from '../../ui/index.ts';
import type { ViewportHandle } from '../../viewport/index.ts';
import { KeyButton } from './key-button.tsx';
import { displayRanges, drawBox } from './keys.ts';
import { useLabel } from './session/state.ts';
import { redo, undo } from './session/step.ts';

/** Tools and the display of the picture; the display changes nothing that is stored. */
export function Toolbar({ handle, classCount }: { readonly handle: ViewportHandle; readonly classCount: number }) {
  const tool = useLabel((state) => state.tool);
  const hasLoupe = useLabel((state) => state.hasLoupe);
  const canUndo = useLabel((state) => state.history.done.length > 0);
  const canRedo = useLabel((state) => state.history.undone.length > 0);
  const isDrawing = tool === 'drawing';
  return (
    <div className="tools" role="toolbar" aria-label="Tools">
      <span className="group">
        <KeyButton
          command="label.select-tool"
          label="Select"
          icon="i-select"
          isPressed={!isDrawing}
          onPress={handle.cancel}
        >
          <span className="wide-only">Select</span>
        </KeyButton>
        <KeyButton
          command="label.box"
          label="Box"
          icon="i-box"
          isPressed={isDrawing}
          onPress={() => drawBox(handle, classCount)}
        >
          <span className="wide-only">Box</span>
        </KeyButton>
        <KeyButton
          command="label.loupe"
          label="Loupe"
          icon="i-loupe"
          isPressed={hasLoupe}
          onPress={() => useLabel.setState({ hasLoupe: !hasLoupe })}
        >
          <span className="wide-only">Loupe</span>
        </KeyButton>
      </span>
      <span className="group">
        <KeyButton command="label.undo" kind="icon" label="Undo" icon="i-undo" isDisabled={!canUndo} onPress={undo} />
        <KeyButton command="label.redo" kind="icon" label="Redo" icon="i-redo" isDisabled={!canRedo} onPress={redo} />
      </span>
      <span className="vr" />
      <Display />
    </div>
  );
}

function Display() {
  const display = useLabel((state) => state.display);
  const isLocked = useLabel((state) => state.isDisplayLocked);
  const change = (name: keyof typeof displayRanges) => (value: number) =>
    useLabel.setState({ display: { ...display, [name]: value } });
  const signed = (value: number) => (value > 0 ? `+${value}` : String(value));
  return (
    <>
      <Slider
        label="Brightness"
        value={display.brightness}
        {...displayRanges.brightness}
        onChange={change('brightness')}
        shown={signed(display.brightness)}
      />
      <Slider
        label="Contrast"
        value={display.contrast}
        {...displayRanges.contrast}
        onChange={change('contrast')}
        shown={signed(display.contrast)}
      />
      <Slider
        label="Gamma"
        value={display.gamma}
        {...displayRanges.gamma}
        onChange={change('gamma')}
        shown={display.gamma.toFixed(2)}
      />
      <span className="group">
        <KeyButton
          command="label.colours"
          kind="icon"
          label="Grey levels as colours"
          isPressed={display.isPseudoColour}
          onPress={() => useLabel.setState({ display: { ...display, isPseudoColour: !display.isPseudoColour } })}
        >
          <svg className="ic" viewBox="0 0 16 16" aria-hidden="true">
            <path d="M2.5 3.5h3.7v9H2.5z" />
            <path d="M6.2 3.5h3.7v9H6.2z" className="half" />
            <path d="M9.9 3.5h3.6v9H9.9z" className="whole" />
          </svg>
        </KeyButton>
        <KeyButton
          command="label.lock-display"
          kind="icon"
          label="Keep display settings for the next images"
          icon="i-lock"
          isPressed={isLocked}
          onPress={() => useLabel.setState({ isDisplayLocked: !isLocked })}
        />
      </span>
    </>
  );
}
