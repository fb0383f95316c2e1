package io.tributary.cdc.source.chroma;

import io.tributary.cdc.definition.ReturnDefinitions;
import io.tributary.cdc.schema.plan.MovingTables;
import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.cdc.schema.statement.SchemaBlueprint;
import io.tributary.cdc.source.converted.BookkeepingRows;
import io.tributary.cdc.source.converted.KeptMapping;
import io.tributary.cdc.source.converted.MappingProblems;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.Source;
import io.tributary.files.chroma.source.ChromaSourceDirectory;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.source.MappingPlanner;
import io.tributary.mapping.table.SourceMapping;
import java.util.List;

/**
 * What a Chroma source puts into the target: a table for each collection, and its index behind the
 * rows. Stateless.
 *
 * @param layout the source and its place
 */
record ChromaBlueprint(SchemaLayout layout) implements SchemaBlueprint {
  private static final String PGVECTOR = "vector";

  @Override
  public List<String> begin(PreparationJournal preparation) {
    KeptMapping kept = new KeptMapping(preparation);
    if (kept.basis().isEmpty()) {
      MappingBasis basis = MappingBasis.ofCollections(ChromaSourceDirectory.of(source()).shapes());
      SourceMapping mapping = MappingPlanner.plan(source(), basis);
      MovingTables.require(source(), mapping.tables().size());
      MappingProblems.requireNone(source(), mapping, ChromaMappingError.MAPPING);
      kept.keep(source(), basis);
    }
    return List.of(PGVECTOR);
  }

  @Override
  public void makeTables(PreparationJournal preparation) {
    ChromaMappingError.TABLE_REFUSED
        .statements(preparation.session(), source())
        .runAll(new KeptMapping(preparation).require(source()).preData());
  }

  @Override
  public void finish(PreparationJournal preparation) {
    ChromaMappingError.INDEX_REFUSED
        .statements(preparation.session(), source())
        .runAll(new KeptMapping(preparation).require(source()).postData());
  }

  @Override
  public void rehearse(PreparationJournal preparation) {
    // Opening needs nothing of the directory.
  }

  @Override
  public void settle(PreparationJournal preparation) {
    // Nothing refers to a record.
  }

  @Override
  public void open(PreparationJournal preparation) {
    // The tables are whole: no sequences, no helping columns. Collections have come and gone.
    if (source().wayBack().returns()) {
      MovingSource back = new MovingSource(layout.migration(), source()).reversed();
      ReturnDefinitions.renew(
          preparation.session(), back.stream(), ReturnDefinitions.of(preparation.session(), back));
    }
  }

  @Override
  public void remove(PreparationJournal preparation) {
    BookkeepingRows.remove(preparation);
  }

  private Source source() {
    return layout.source();
  }
}
