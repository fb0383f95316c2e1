package io.tributary.cdc.chroma;

import io.tributary.cdc.chroma.directory.SourceDirectory;
import io.tributary.cdc.converted.KeptMapping;
import io.tributary.cdc.converted.MappingProblems;
import io.tributary.cdc.converted.OwnRows;
import io.tributary.cdc.schema.Blueprint;
import io.tributary.cdc.schema.Layout;
import io.tributary.cdc.schema.Preparation;
import io.tributary.common.mapping.MappingBasis;
import io.tributary.common.mapping.SourceMapping;
import io.tributary.common.plan.Source;
import java.util.List;

/**
 * What a Chroma source puts into the target: a table for each collection, and its index behind the
 * rows. Stateless.
 *
 * @param layout the source and its place
 */
record ChromaBlueprint(Layout layout) implements Blueprint {
  private static final String PGVECTOR = "vector";

  @Override
  public List<String> begin(Preparation preparation) {
    KeptMapping kept = new KeptMapping(preparation);
    if (kept.basis().isEmpty()) {
      MappingBasis basis = MappingBasis.ofCollections(SourceDirectory.of(source()).shapes());
      MappingProblems.requireNone(
          source(), SourceMapping.of(source(), basis), ChromaMappingError.MAPPING);
      preparation.keep(MappingBasis.ITEM, basis);
    }
    return List.of(PGVECTOR);
  }

  @Override
  public void makeTables(Preparation preparation) {
    ChromaMappingError.TABLE_REFUSED
        .statements(preparation.session(), source())
        .runAll(new KeptMapping(preparation).require(source()).preData());
  }

  @Override
  public void finish(Preparation preparation) {
    ChromaMappingError.INDEX_REFUSED
        .statements(preparation.session(), source())
        .runAll(new KeptMapping(preparation).require(source()).postData());
  }

  @Override
  public void rehearse(Preparation preparation) {
    // Opening needs nothing of the directory.
  }

  @Override
  public void check(Preparation preparation) {
    // Nothing refers to a record.
  }

  @Override
  public void open(Preparation preparation) {
    // The tables are whole: no sequences, no helping columns.
  }

  @Override
  public void remove(Preparation preparation) {
    OwnRows.remove(preparation);
  }

  private Source source() {
    return layout.source();
  }
}
