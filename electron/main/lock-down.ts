import { app, type Session, type WebContents } from 'electron';
import { isOwnPage, mayHavePermission } from './decide/addresses.ts';

/** Every page of the application, whoever made it: no other address, no window of its own, no embedded one. */
export function lockDownContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    const refuse = (event: { preventDefault(): void }, address: string) => {
      if (!isOwnPage(address)) event.preventDefault();
    };
    contents.on('will-navigate', (event, address) => refuse(event, address));
    contents.on('will-redirect', (event, address) => refuse(event, address));
    contents.on('will-frame-navigate', (details) => refuse(details, details.url));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** Permissions by parsed origin; nothing but what `mayHavePermission` names. Devices are never handed out. */
export function lockDownSession(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    const mediaTypes = 'mediaTypes' in details ? details.mediaTypes : undefined;
    answer(mayHavePermission(permission, details.requestingUrl || addressOf(contents), mediaTypes));
  });
  session.setPermissionCheckHandler((_contents, permission, origin, details) => {
    const { mediaType } = details;
    return mayHavePermission(permission, `${origin}/`, mediaType === undefined ? undefined : [mediaType]);
  });
  session.setDevicePermissionHandler(() => false);
}

function addressOf(contents: WebContents | null): string {
  return contents?.getURL() ?? '';
}
