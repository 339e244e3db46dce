import type { ImageDistributions, MeasureDistribution } from '../../../shared/contract/images.ts';
import type { QualityFlag } from '../../../shared/domain/image-quality.ts';
import { type Bin, Histogram, ScatterChart } from '../../charts/index.ts';
import { Panel } from '../../ui/index.ts';
import { changeFilter, toggleValue, useImages } from './state.ts';
import { counted } from './words.ts';

/** What the images that pass the filter are like. Outliers are ochre and lead to their images. */
export function DistributionsPanel({
  distributions,
  onOpen,
}: {
  readonly distributions: ImageDistributions | undefined;
  readonly onOpen: (imageId: string) => void;
}) {
  return (
    <Panel
      title="Distributions"
      inside="scroll"
      meta={distributions ? `of ${counted(distributions.images, 'image')}` : undefined}
    >
      {distributions && distributions.images > 0 ? <Plots distributions={distributions} onOpen={onOpen} /> : null}
    </Panel>
  );
}

function Plots({
  distributions,
  onOpen,
}: {
  readonly distributions: ImageDistributions;
  readonly onOpen: (imageId: string) => void;
}) {
  const { mean, contrast, sharpness, boxes, sizes } = distributions;
  return (
    <>
      <Measure
        title="Brightness, mean grey"
        measure="mean"
        values={mean}
        links={[
          { flag: 'dark', words: `${mean.lowOutliers} dark`, count: mean.lowOutliers },
          { flag: 'bright', words: `${mean.highOutliers} bright`, count: mean.highOutliers },
        ]}
      />
      <Measure
        title="Contrast, std. dev."
        measure="contrast"
        values={contrast}
        links={[{ flag: 'low-contrast', words: `${contrast.lowOutliers} low`, count: contrast.lowOutliers }]}
      />
      <Measure
        title="Sharpness, Laplacian"
        measure="sharpness"
        values={sharpness}
        links={[{ flag: 'blurred', words: `${sharpness.lowOutliers} blurred`, count: sharpness.lowOutliers }]}
      />
      {sizes.length > 1 ? (
        <div className="dist">
          <Head title="Picture size" links={[{ flag: 'other-size', words: 'other sizes', count: 1 }]} />
          <ul className="s">
            {sizes.slice(0, 3).map((size) => (
              <li key={`${size.widthPx}x${size.heightPx}`} className="spread">
                <span>
                  {size.widthPx} × {size.heightPx} px
                </span>
                <span className="q">{size.count.toLocaleString('en-GB')}</span>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {boxes.count > 0 ? <BoxPlots boxes={boxes} onOpen={onOpen} /> : null}
    </>
  );
}

type FlagLink = { readonly flag: QualityFlag; readonly words: string; readonly count: number };

function Head({ title, links }: { readonly title: string; readonly links: readonly FlagLink[] }) {
  const flags = useImages((state) => state.filter.flags);
  return (
    <div className="spread">
      <b>{title}</b>
      <span className="row">
        {links
          .filter(({ flag, count }) => count > 0 || flags.includes(flag))
          .map(({ flag, words }) => (
            <button
              key={flag}
              type="button"
              className="link s"
              aria-pressed={flags.includes(flag)}
              onClick={() => toggleValue('flags', flag, !flags.includes(flag))}
            >
              {words}
            </button>
          ))}
      </span>
    </div>
  );
}

function Measure({
  title,
  measure,
  values,
  links,
}: {
  readonly title: string;
  readonly measure: 'mean' | 'contrast' | 'sharpness';
  readonly values: MeasureDistribution;
  readonly links: readonly FlagLink[];
}) {
  const width = (values.to - values.from) / values.counts.length;
  const bins = values.counts.map(
    (count, at): Bin => ({
      from: values.from + at * width,
      to: values.from + (at + 1) * width,
      count,
      isOutlier: count > 0 && values.outliers[at] * 2 >= count,
    }),
  );
  const isLast = (bin: Bin) => bin.to >= values.to - width / 2;
  return (
    <div className="dist">
      <Head title={title} links={links} />
      <div className="histo">
        <Histogram
          label={title}
          bins={bins}
          countName="images"
          format={(value) => value.toFixed(0)}
          onSelect={(bin) =>
            // What lies beyond the plot counts in its last bar.
            changeFilter({ span: { measure, from: bin.from, to: isLast(bin) ? 1e9 : bin.to } })
          }
        />
      </div>
    </div>
  );
}

function BoxPlots({
  boxes,
  onOpen,
}: {
  readonly boxes: ImageDistributions['boxes'];
  readonly onOpen: (imageId: string) => void;
}) {
  return (
    <>
      <div className="dist">
        <Head
          title="Box size, source pixels"
          links={[{ flag: 'box-size', words: `${boxes.sizeOutliers} outside`, count: boxes.sizeOutliers }]}
        />
        <div className="sizes">
          <ScatterChart
            label="Box size"
            points={boxes.points.map(({ imageId, widthPx, heightPx, isOutlier }) => ({
              name: imageId,
              x: widthPx,
              y: heightPx,
              isOutlier,
            }))}
            xName="width"
            yName="height"
            xUnit="px"
            onSelect={(point) => onOpen(point.name)}
          />
        </div>
      </div>
      <div className="dist">
        <Head
          title="Box centre in the picture"
          links={[{ flag: 'box-place', words: `${boxes.placeOutliers} outside`, count: boxes.placeOutliers }]}
        />
        <PlaceMap boxes={boxes} />
      </div>
    </>
  );
}

/** Where boxes have their centres: the darker, the more. Those far outside are drawn as ochre squares. */
function PlaceMap({ boxes }: { readonly boxes: ImageDistributions['boxes'] }) {
  const { columns, rows, centres, placePoints, placeOutliers } = boxes;
  const most = Math.max(1, ...centres);
  return (
    <div
      className="posmap"
      role="img"
      aria-label={`Centres of ${counted(boxes.count, 'box', 'boxes')}; ${counted(placeOutliers, 'image')} with one far outside the others`}
    >
      <svg viewBox={`0 0 ${columns} ${rows}`} preserveAspectRatio="none" aria-hidden="true">
        {centres.map((count, at) =>
          count === 0 ? null : (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: the cell is its place in the map
              key={at}
              className="heat"
              x={at % columns}
              y={Math.floor(at / columns)}
              width="1"
              height="1"
              // From faint but visible to full, by the square root: one box in a thousand must still be seen.
              opacity={0.15 + 0.85 * Math.sqrt(count / most)}
            />
          ),
        )}
        {placePoints.map(({ imageId, x, y }) => (
          <rect
            key={`${imageId} ${x} ${y}`}
            className="spx"
            x={x * columns - 0.35}
            y={y * rows - 0.35}
            width="0.7"
            height="0.7"
          />
        ))}
      </svg>
    </div>
  );
}
