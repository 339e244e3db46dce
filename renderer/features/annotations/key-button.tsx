import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { keyCap, useKeyOf } from '../../app/commands/index.ts';
import { Icon, type IconName } from '../../ui/index.ts';

/**
 * A button that does what a key does, with that key on it. A press by pointer leaves the focus where it was: the next key goes to the
 * picture, not to this button.
 */
export function KeyButton({
  command,
  label,
  children,
  icon,
  kind = 'plain',
  isPressed,
  isDisabled = false,
  onPress,
}: {
  /** Id of the command; its first key is shown. Absent: a button without a key. */
  readonly command?: string;
  /** Name where there are no words inside. */
  readonly label?: string;
  readonly children?: ReactNode;
  readonly icon?: IconName;
  readonly kind?: 'plain' | 'primary' | 'link' | 'quiet' | 'icon';
  readonly isPressed?: boolean;
  readonly isDisabled?: boolean;
  readonly onPress: () => void;
}) {
  const key = useKeyOf(command ?? '');
  const looks = { plain: 'btn', primary: 'btn primary', link: 'btn quiet', quiet: 'btn quiet icon', icon: 'btn icon' };
  const cap = key && (kind === 'plain' || kind === 'primary') ? <kbd>{keyCap(key)}</kbd> : null;
  return (
    <AriaButton
      className={looks[kind]}
      preventFocusOnPress
      onPress={onPress}
      isDisabled={isDisabled}
      {...(label ? { 'aria-label': label } : {})}
      {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
    >
      {icon ? <Icon name={icon} /> : null}
      {icon ? null : cap}
      {children}
      {icon ? cap : null}
    </AriaButton>
  );
}
