import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

/** A sheet over the page, for what must be answered first; `Esc` closes it. An undo is better where one will do. */
export function Dialog({
  title,
  isOpen,
  onClose,
  children,
  actions,
  isWide = false,
}: {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  readonly isWide?: boolean;
}) {
  return (
    <ModalOverlay className="veil" isOpen={isOpen} onOpenChange={(open) => !open && onClose()} isDismissable>
      <Modal className={`sheet float${isWide ? ' wide' : ''}`}>
        <AriaDialog>
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          <div className="sheet-in">{children}</div>
          {actions ? <div className="acts">{actions}</div> : null}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
