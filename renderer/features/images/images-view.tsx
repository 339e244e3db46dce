import './images.css';
import { useEffect, useState } from 'react';
import { adjustRoute, go, useRoute } from '../../app/navigation.ts';
import { engine, saveText, useEngine } from '../../client/index.ts';
import { Button, Empty, PageHead, Segments, Select } from '../../ui/index.ts';
import { ExchangeDialog } from '../annotations/exchange/index.ts';
import { ImageDetail } from './detail/image-detail.tsx';
import { DistributionsPanel } from './distributions-panel.tsx';
import { FilterPanel } from './filter-panel.tsx';
import { ImageGrid } from './grid/image-grid.tsx';
import { ImportDialog } from './import/import-dialog.tsx';
import { useDrop } from './import/use-drop.ts';
import { SelectionActions } from './selection-actions.tsx';
import { activeKinds, changeFilter, filterOfRoute, noFilter, type ThumbnailSize, useImages } from './state.ts';
import { counted, sortWords } from './words.ts';

/** All images: filters, the grid, what they are like; one opens over it. */
export function ImagesView() {
  const { filter, sort, size } = useImages();
  const route = useRoute();
  const [importing, setImporting] = useState(false);
  const [isExchanging, setExchanging] = useState(false);
  useEffect(() => {
    const asked = filterOfRoute(route.parameters);
    if (asked !== null) changeFilter(asked);
  }, [route.parameters]);
  const { data: layout } = useEngine(['images.layout', filter, sort], (client) =>
    client.images.layout({ filter, sort }),
  );
  const { data: facets } = useEngine(['images.facets', filter], (client) => client.images.facets({ filter }));
  const { data: distributions } = useEngine(['images.distributions', filter], (client) =>
    client.images.distributions({ filter }),
  );
  const drop = useDrop(() => setImporting(true));
  const open = (imageId: string) => adjustRoute({ image: imageId });
  const opened = route.parameters.image ?? null;
  return (
    <>
      <PageHead title="Images" state={layout ? stateOf(layout, activeKinds(filter) > 0) : undefined}>
        {layout && layout.total > 0 ? <Button onPress={() => void exportTable()}>Export list</Button> : null}
        {layout && layout.total > 0 ? <Button onPress={() => setExchanging(true)}>Exchange labels</Button> : null}
        <Button kind="primary" onPress={() => setImporting(true)}>
          Import images
        </Button>
      </PageHead>
      <div className={`body im-grid${drop.isOver ? ' dropping' : ''}`} {...drop.handlers}>
        {layout?.total === 0 ? (
          <Empty
            title="No images yet"
            text="Choose a folder of frames or a YOLO dataset, or drop one here. Originals are never changed."
          >
            <Button kind="primary" onPress={() => setImporting(true)}>
              Import images
            </Button>
            <Button onPress={() => go('first-run')}>Set up this workspace</Button>
          </Empty>
        ) : (
          <>
            <FilterPanel facets={facets} />
            <section className="panel gridp" aria-label="Images that pass the filters">
              <header className="bar2">
                <SelectionActions />
                <span className="row right">
                  <Select
                    label="Sort"
                    isLabelHidden
                    value={sort}
                    options={sorts}
                    onChange={(next) => useImages.setState({ sort: next, active: 0, anchor: 0 })}
                  />
                  <span className="wide-only">
                    <Segments
                      label="Thumbnail size"
                      value={size}
                      options={sizes}
                      onChange={(next: ThumbnailSize) => useImages.setState({ size: next })}
                    />
                  </span>
                </span>
              </header>
              {layout && layout.matched > 0 ? <ImageGrid layout={layout} onOpen={open} /> : null}
              {layout && layout.total > 0 && layout.matched === 0 ? (
                <Empty title="No image passes these filters" text="Take a filter away, or clear all of them.">
                  <Button onPress={() => changeFilter(noFilter)}>Clear filters</Button>
                </Empty>
              ) : null}
            </section>
            <DistributionsPanel distributions={distributions} onOpen={open} />
          </>
        )}
      </div>
      {opened === null ? null : (
        <ImageDetail imageId={opened} onClose={() => adjustRoute({ image: '' })} onOpen={open} />
      )}
      <ExchangeDialog isOpen={isExchanging} onClose={() => setExchanging(false)} />
      <ImportDialog isOpen={importing} onClose={() => setImporting(false)} dropped={drop.dropped} />
    </>
  );
}

const sorts = (Object.entries(sortWords) as [keyof typeof sortWords, string][]).map(([id, name]) => ({ id, name }));
const sizes = (['S', 'M', 'L'] as const).map((id) => ({ id, name: id }));

function stateOf(
  layout: {
    readonly total: number;
    readonly matched: number;
    readonly blockCount: number;
    readonly sourceCount: number;
  },
  isFiltered: boolean,
): string {
  const all = `${counted(layout.total, 'image')} in ${counted(layout.blockCount, 'block')} from ${counted(layout.sourceCount, 'source')}`;
  return isFiltered ? `${all}; ${layout.matched.toLocaleString('en-GB')} match the filters` : all;
}

/** The list as a file of this browser's downloads. */
async function exportTable(): Promise<void> {
  const { filter, sort } = useImages.getState();
  const { csv } = await engine().images.table({ filter, sort });
  saveText('images.csv', csv, 'text/csv');
}
