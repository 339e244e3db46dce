import { useState } from 'react';
import { Dialog, Segments } from '../../../ui/index.ts';
import './exchange.css';
import { ExportLabels } from './export-labels.tsx';
import { ImportLabels } from './import-labels.tsx';

type Direction = 'import' | 'export';

/** Labels from and for other tools: YOLO, CVAT, Label Studio, Pascal VOC, COCO. */
export function ExchangeDialog({
  isOpen,
  onClose,
  direction = 'import',
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** The side that is open first. */
  readonly direction?: Direction;
}) {
  const [chosen, setChosen] = useState<Direction | null>(null);
  const shown = chosen ?? direction;
  const close = () => {
    setChosen(null);
    onClose();
  };
  return (
    <Dialog title="Labels from and for other tools" isOpen={isOpen} onClose={close} isWide>
      <Segments<Direction>
        label="Import or export"
        value={shown}
        onChange={setChosen}
        options={[
          { id: 'import', name: 'Import labels' },
          { id: 'export', name: 'Export labels' },
        ]}
      />
      {shown === 'import' ? <ImportLabels onClose={close} /> : <ExportLabels onClose={close} />}
    </Dialog>
  );
}
