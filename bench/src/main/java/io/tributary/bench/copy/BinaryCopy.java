package io.tributary.bench.copy;

import io.tributary.bench.stage.DatabasePair;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.PeerProgram;
import java.util.List;

/** COPY in binary form piped from psql to psql: rows and primary key only, a reference. */
record BinaryCopy() implements CopyContender.Way {
  @Override
  public CopyContender.Prepared prepare(DatabasePair pair, ItemTable table) throws Exception {
    table.create(pair.source(), pair.name());
    ItemTable.createEmpty(pair.target(), pair.name());
    String psql = "psql -qX '%s' -c 'COPY bench.item %s (FORMAT binary)'";
    String out = psql.formatted(pair.source().uri(pair.name()), "TO STDOUT");
    String in = psql.formatted(pair.target().uri(pair.name()), "FROM STDIN");
    return () -> PeerProgram.run(pair.source().programs(), List.of("sh", "-c", out + " | " + in));
  }
}
