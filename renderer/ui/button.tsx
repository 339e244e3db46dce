import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { Icon, type IconName } from './icon.tsx';

type ButtonProps = {
  readonly children: ReactNode;
  readonly onPress: () => void;
  /** The one primary action of a screen, or a quiet one that reads as a link. */
  readonly kind?: 'primary' | 'quiet' | 'plain';
  readonly icon?: IconName;
  /** Shows the key that does the same. */
  readonly keys?: string;
  /** The words beside a button that cannot be pressed now say why; a primary action is never disabled. */
  readonly isDisabled?: boolean;
  readonly isPressed?: boolean;
  readonly label?: string;
  readonly type?: 'button' | 'submit';
};

export function Button({
  children,
  onPress,
  kind = 'plain',
  icon,
  keys,
  isDisabled,
  isPressed,
  label,
  type,
}: ButtonProps) {
  return (
    <AriaButton
      className={`btn${kind === 'plain' ? '' : ` ${kind}`}`}
      onPress={onPress}
      type={type ?? 'button'}
      {...(isDisabled ? { isDisabled } : {})}
      {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
      {...(label ? { 'aria-label': label } : {})}
    >
      {keys ? <kbd>{keys}</kbd> : null}
      {icon ? <Icon name={icon} /> : null}
      {children}
    </AriaButton>
  );
}

/** Only inside the picture's toolbar; elsewhere a button carries words. */
export function IconButton({
  icon,
  label,
  onPress,
  isPressed,
  isDisabled,
}: {
  readonly icon: IconName;
  readonly label: string;
  readonly onPress: () => void;
  readonly isPressed?: boolean;
  readonly isDisabled?: boolean;
}) {
  return (
    <AriaButton
      className="btn icon"
      aria-label={label}
      onPress={onPress}
      {...(isDisabled ? { isDisabled } : {})}
      {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
    >
      <Icon name={icon} />
    </AriaButton>
  );
}
