import { Notice } from '../../ui/index.ts';

/** Said wherever a training is started from here while the workspace is set to rehearse. */
export function RehearsalNotice() {
  return (
    <Notice
      title="This workspace rehearses"
      text="Trainings started from here take three epochs on 24 scenes at most: they show the path, their figures mean nothing."
    />
  );
}
