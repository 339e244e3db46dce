import { Button, Checkbox, Segments, Select, TextField } from '../../ui/index.ts';
import { changeLogs, useLogs } from './state.ts';
import { partName, shownLevels, spans } from './words.ts';

const everyPart = 'all';

export function FilterBar({ features }: { readonly features: readonly string[] }) {
  const { levels, feature, text, span, isFollowing } = useLogs();
  const parts = [everyPart, ...features].map((id) => ({ id, name: id === everyPart ? 'All parts' : partName(id) }));
  const isFiltered = levels !== 'all' || feature !== null || text !== '' || span !== 'all';
  return (
    <search className="lg-filter">
      <Segments
        label="Lines"
        value={levels}
        options={shownLevels}
        onChange={(chosen) => changeLogs({ levels: chosen })}
      />
      <Select
        label="Part"
        isLabelHidden
        value={feature ?? everyPart}
        options={parts}
        onChange={(chosen) => changeLogs({ feature: chosen === everyPart ? null : chosen })}
      />
      <Select
        label="Time"
        isLabelHidden
        value={span}
        options={spans}
        onChange={(chosen) => changeLogs({ span: chosen })}
      />
      <TextField
        label="Words"
        isLabelHidden
        placeholder="words in the line"
        value={text}
        onChange={(words) => changeLogs({ text: words })}
      />
      {isFiltered ? (
        <Button kind="quiet" onPress={() => changeLogs({ levels: 'all', feature: null, text: '', span: 'all' })}>
          Clear
        </Button>
      ) : null}
      <span className="right">
        <Checkbox
          label="Follow"
          isSelected={isFollowing}
          onChange={(chosen) => useLogs.setState({ isFollowing: chosen })}
        />
      </span>
    </search>
  );
}
