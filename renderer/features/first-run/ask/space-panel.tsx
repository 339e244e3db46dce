import type { FolderInspection } from '../../../../shared/contract/sources.ts';
import { Notice, Panel, useGeometry } from '../../../ui/index.ts';
import { gigabytes } from '../../images/index.ts';

/** Frames a day of a camera that is triggered every half minute. */
const picturesADay = 3000;

/** What the import needs against what is free, and how long a camera could go on. */
export function SpacePanel({
  found,
  storage,
}: {
  readonly found: FolderInspection;
  readonly storage: 'copy' | 'reference';
}) {
  const { disk, bytes, pictures } = found;
  const needed = storage === 'copy' ? disk.copyBytes : disk.referenceBytes;
  const used = disk.totalBytes - disk.freeBytes;
  const share = (part: number) => `${Math.min(100, (part / disk.totalBytes) * 100)}%`;
  const usedBar = useGeometry<HTMLElement>({ width: share(used) });
  const neededBar = useGeometry<HTMLElement>({ width: `max(2px, ${share(needed)})` });
  const aDay = (bytes / pictures) * picturesADay;
  const left = disk.freeBytes - needed;
  const days = Math.floor(left / aDay);
  return (
    <Panel title="Free space" meta={`needed ${found.isEstimate ? 'about ' : ''}${gigabytes(needed)}`}>
      <div
        className="spbar"
        role="img"
        aria-label={`${gigabytes(used)} used, ${gigabytes(needed)} for this import, ${gigabytes(Math.max(0, left))} free then`}
      >
        <i className="u" ref={usedBar} />
        <i className="n" ref={neededBar} />
      </div>
      <ul className="spk s" aria-hidden="true">
        <li>
          <i className="u" />
          used <b>{gigabytes(used)}</b>
        </li>
        <li>
          <i className="n" />
          this import <b>{gigabytes(needed)}</b>
        </li>
        <li>
          <i className="f" />
          then free <b>{gigabytes(Math.max(0, left))}</b>
        </li>
      </ul>
      {left < 0 ? (
        <Notice
          kind="caution"
          title={`There is no room for this: ${gigabytes(-left)} are missing`}
          text="Leave the pictures where they are, or make room on this disk first. An import that meets a full disk keeps what is in."
        />
      ) : (
        <p className="s q mt8">
          A camera that gives {picturesADay.toLocaleString('en-GB')} such pictures a day fills {gigabytes(aDay)} a day:
          room for {days >= 365 ? 'more than a year' : `${days} days`}.
        </p>
      )}
      <dl className="kv mt8">
        <dt>Workspace</dt>
        <dd className="mono" title={disk.workspace}>
          {disk.workspace}
        </dd>
      </dl>
    </Panel>
  );
}
