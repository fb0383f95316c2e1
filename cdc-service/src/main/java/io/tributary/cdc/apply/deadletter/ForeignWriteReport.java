package io.tributary.cdc.apply.deadletter;

import io.tributary.cdc.apply.policy.ApplyError;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import java.util.Map;

/**
 * Says of a change that somebody made on a closed side what it is, and what to do.
 *
 * @param stream brings the changes of that side
 * @param token of the fence behind which it was made
 */
public record ForeignWriteReport(StreamId stream, String token) {

  /** Of a change in a table of the closed side. */
  public ErrorReport of(TableName table, long position) {
    return ErrorReport.of(
        ApplyError.FOREIGN_WRITE,
        "Table %s of %s was changed past its fence (%s), at position %d, and %s was opened before that. The change is kept as a dead letter of stream %s and applied nowhere. Carry over by hand what is worth it, then discard it (`DELETE /migrations/%s/dead-letters/<id>?source=%s`); %s then still has the row as it was changed, so %s"
            .formatted(
                table.display(),
                stream.origin(),
                token,
                position,
                stream.destination(),
                stream.source(),
                stream.migration(),
                stream.source(),
                stream.origin(),
                evening()),
        Map.of(
            "migration", stream.migration(),
            "source", stream.source(),
            "table", table.display(),
            "position", String.valueOf(position),
            "fence", token));
  }

  /** What makes both sides equal again. */
  private String evening() {
    return stream.goesBack()
        ? "type `./tributary repair %s --source %s` once the validator has confirmed that it differs."
            .formatted(stream.migration(), stream.opposite().source())
        : "update the row at %s in a way that changes nothing, which sends it to %s again, and delete at %s a row that only it has."
            .formatted(stream.destination(), stream.origin(), stream.origin());
  }
}
