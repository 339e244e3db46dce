export { Button, IconButton } from './button.tsx';
export { Dialog } from './dialog.tsx';
export { Checkbox, NumberField, type Option, Radios, Segments, Select, Slider, TextField } from './fields.tsx';
export { Icon, type IconName, NodeMark, type NodeState, VerdictMark } from './icon.tsx';
export { BandLine, IntervalLine } from './interval.tsx';
export { Empty, Notice, ProblemNotice } from './notice.tsx';
export { PageHead, Panel } from './panel.tsx';
export { Progress, useGeometry } from './progress.tsx';
export { useNow } from './use-now.ts';
