import type { LabelImportReport } from '../../../../shared/contract/exchange.ts';
import type { Problem } from '../../../../shared/domain/problem.ts';
import { count } from '../../../../shared/evaluation/wording.ts';
import { Sentences } from './sentences.tsx';
import { boxes, pictures } from './words.ts';

/** What an import would do, or has done: counts, what is not carried, every refusal with its reason. */
export function ImportReport({ report }: { readonly report: LabelImportReport }) {
  const { says, written } = report;
  return (
    <>
      <table className="t low exch-counts">
        <tbody>
          <Row
            name={written ? 'Changed' : 'Would change'}
            number={report.changed}
            words={`of ${pictures(says.boxes)} with ${boxes(report.boxes)} and ${count(says.noObject)} confirmed empty`}
          />
          <Row
            name="Replaced"
            number={report.replaced}
            words={`of these ${written ? 'carried' : 'carry'} another label; the history keeps it`}
            isCaution
          />
          <Row name="Same as here" number={report.unchanged} words="nothing to do" />
          <Row
            name="Left as they are"
            number={says.open + says.unlabelled}
            words="listed, but the file says nothing of them"
          />
          <Row name="New classes" number={report.classesAdded.length} words={report.classesAdded.join(', ')} />
          <Row name="Scaled" number={report.scaled} words="labelled at another size of the same proportions" />
          <Row name="Not here" number={report.notHere} words="pictures of the file that this workspace does not have" />
          <Row
            name="Refused"
            number={report.refusedCount}
            words="each with its reason below; the others are taken"
            isCaution
          />
        </tbody>
      </table>
      <Sentences
        title={written ? 'Was not carried' : 'What cannot be carried'}
        sentences={report.notCarried.map(({ sentence }) => sentence)}
      />
      <Sentences title="Refused" sentences={report.refused.map(said)} total={report.refusedCount} />
      <Sentences title="Worth knowing" sentences={report.warnings.map(said)} total={report.warningCount} />
    </>
  );
}

const said = ({ sentence }: Problem) => sentence;

function Row({
  name,
  number,
  words,
  isCaution = false,
}: {
  readonly name: string;
  readonly number: number;
  readonly words: string;
  readonly isCaution?: boolean;
}) {
  if (number === 0) return null;
  const tone = isCaution ? 'caution' : '';
  return (
    <tr>
      <th scope="row" className={tone}>
        {name}
      </th>
      <td className={`r ${tone}`}>{count(number)}</td>
      <td className="q">{words}</td>
    </tr>
  );
}
