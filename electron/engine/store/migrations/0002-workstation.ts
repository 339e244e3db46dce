/**
 * What the window needs: the state of a label on the image's own row (kept by triggers, so that a grid of 100,000 images filters and
 * sorts by an index), reviews, proposals of a model, queues, notes on runs, decisions on models, settings.
 */
export const workstation = `
ALTER TABLE image ADD COLUMN label_state TEXT NOT NULL DEFAULT 'unlabelled';
ALTER TABLE image ADD COLUMN box_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE image ADD COLUMN label_revision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE image ADD COLUMN review_state TEXT NOT NULL DEFAULT 'new';

UPDATE image SET
  label_state = json_extract(latest.content, '$.state'),
  box_count = coalesce(json_array_length(latest.content, '$.boxes'), 0),
  label_revision = latest.revision,
  review_state = CASE json_extract(latest.content, '$.state') WHEN 'unlabelled' THEN 'new' ELSE 'labelled' END
FROM current_annotation AS latest WHERE latest.image_id = image.id;

CREATE TRIGGER image_label_follows AFTER INSERT ON annotation_revision BEGIN
  UPDATE image SET
    label_state = json_extract(NEW.content, '$.state'),
    box_count = coalesce(json_array_length(NEW.content, '$.boxes'), 0),
    label_revision = NEW.revision,
    review_state = CASE json_extract(NEW.content, '$.state') WHEN 'unlabelled' THEN 'new' ELSE 'labelled' END
  WHERE id = NEW.image_id;
END;

CREATE TABLE review (
  id INTEGER PRIMARY KEY,
  image_id TEXT NOT NULL REFERENCES image (id),
  revision INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('reviewed', 'rejected', 'labelled')),
  reviewer TEXT NOT NULL,
  reviewed_at TEXT NOT NULL,
  comment TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX review_by_image ON review (image_id);

CREATE TRIGGER image_review_follows AFTER INSERT ON review BEGIN
  UPDATE image SET review_state = NEW.state WHERE id = NEW.image_id AND label_revision = NEW.revision;
END;

CREATE TABLE proposal (
  image_id TEXT NOT NULL REFERENCES image (id),
  model_name TEXT NOT NULL,
  model_version INTEGER NOT NULL,
  boxes TEXT NOT NULL,
  top_score REAL NOT NULL,
  made_at TEXT NOT NULL,
  PRIMARY KEY (image_id, model_name)
) STRICT;
CREATE INDEX proposal_by_score ON proposal (top_score);

CREATE TABLE queue_item (
  queue TEXT NOT NULL,
  image_id TEXT NOT NULL REFERENCES image (id),
  position REAL NOT NULL,
  reason TEXT NOT NULL,
  added_at TEXT NOT NULL,
  done_at TEXT,
  PRIMARY KEY (queue, image_id)
) STRICT;

CREATE TABLE run_note (
  run_id TEXT PRIMARY KEY REFERENCES run (id),
  note TEXT NOT NULL DEFAULT '',
  tags TEXT NOT NULL DEFAULT '[]',
  author TEXT NOT NULL,
  noted_at TEXT NOT NULL
) STRICT;

CREATE TABLE model_decision (
  id INTEGER PRIMARY KEY,
  model_name TEXT NOT NULL,
  model_version INTEGER NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('candidate', 'validated', 'production', 'archived')),
  decided_at TEXT NOT NULL,
  author TEXT NOT NULL,
  comment TEXT NOT NULL DEFAULT '',
  FOREIGN KEY (model_name, model_version) REFERENCES model (name, version)
) STRICT;
CREATE INDEX model_decision_by_model ON model_decision (model_name, model_version);

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE INDEX annotation_revision_by_time ON annotation_revision (created_at);
CREATE INDEX image_by_label ON image (label_state, review_state);
CREATE INDEX image_by_capture ON image (captured_at_local);
CREATE INDEX image_by_mean ON image (mean);
CREATE INDEX image_by_contrast ON image (contrast);
CREATE INDEX image_by_sharpness ON image (sharpness);
CREATE INDEX image_by_duplicate ON image (duplicate_of) WHERE duplicate_of IS NOT NULL;
`;
