package io.tributary.cdc.preflight.check;

import io.tributary.cdc.function.FunctionCall;
import io.tributary.checks.file.MovingContent;
import io.tributary.checks.targetschema.CatalogName;
import io.tributary.checks.targetschema.CatalogNames;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.Source;
import java.util.List;
import java.util.Map;

/**
 * What the target's checks need to know of a source that answered.
 *
 * @param source its name
 * @param majorVersion of its server
 * @param encoding of its database
 * @param extensions that its tables use, each with the first columns and indexes that do: by their
 *     types, operator classes, defaults
 * @param rights whom its objects name
 * @param calls functions that its tables and types call, by the schemas of the target
 * @param tables that move
 * @param made the names that it makes in the target
 * @param relations these tables and their indexes
 * @param bytes of these tables with indexes and TOAST
 */
public record SourceSummary(
    String source,
    long majorVersion,
    String encoding,
    Map<String, String> extensions,
    NamedRoles rights,
    List<FunctionCall> calls,
    List<TableName> tables,
    List<CatalogName> made,
    long relations,
    long bytes) {

  /** A file or directory has no server, no roles, and the target's own encoding. */
  static SourceSummary of(Source source, MovingContent content) {
    return new SourceSummary(
        source.name(),
        0,
        "UTF8",
        content.extensions(),
        NamedRoles.NONE,
        List.of(),
        content.tables(),
        CatalogNames.madeBy(source, content.tables()),
        content.relations(),
        content.bytes());
  }
}
