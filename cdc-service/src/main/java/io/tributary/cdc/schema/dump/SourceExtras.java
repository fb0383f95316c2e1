package io.tributary.cdc.schema.dump;

import io.tributary.cdc.schema.right.ObjectGrants;
import io.tributary.cdc.schema.shared.SourceExtensions;
import io.tributary.common.model.TableName;
import io.tributary.database.DatabaseSession;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Facts of a source that pg_dump's archive lacks, or that it has of more than what moves.
 *
 * @param extensions what is installed
 * @param casts the casts from or to a type of the schemas that move, by oid
 * @param comments the comments of these schemas
 * @param emptyViews materialized views that hold nothing and were never asked to
 * @param grants who may do what
 */
record SourceExtras(
    List<SourceExtensions.Installed> extensions,
    Set<Long> casts,
    Map<String, String> comments,
    Set<TableName> emptyViews,
    ObjectGrants grants) {
  private static final long PG_CAST = 2605;
  private static final String CAST_COMMENT = "COMMENT - ";
  private static final String CASTS =
      """
      SELECT c.oid FROM pg_catalog.pg_cast c
       WHERE EXISTS (
               SELECT FROM pg_catalog.pg_type t
                 JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
                WHERE t.oid IN (c.castsource, c.casttarget) AND n.nspname = ANY(?))\
      """;
  private static final String COMMENTS =
      """
      SELECT nspname, pg_catalog.obj_description(oid, 'pg_namespace')
        FROM pg_catalog.pg_namespace
       WHERE nspname = ANY(?) AND pg_catalog.obj_description(oid, 'pg_namespace') IS NOT NULL
         AND (nspname, pg_catalog.obj_description(oid, 'pg_namespace'))
             <> ('public', 'standard public schema')\
      """;
  private static final String EMPTY_VIEWS =
      """
      SELECT n.nspname, c.relname FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind = 'm' AND NOT c.relispopulated AND n.nspname = ANY(?)\
      """;

  static SourceExtras read(DatabaseSession source, Collection<String> schemas) {
    String[] names = schemas.toArray(String[]::new);
    Map<String, String> comments = new TreeMap<>();
    source.list(COMMENTS, row -> comments.put(row.getString(1), row.getString(2)), (Object) names);
    return new SourceExtras(
        SourceExtensions.installed(source),
        Set.copyOf(source.list(CASTS, row -> row.getLong(1), (Object) names)),
        comments,
        Set.copyOf(
            source.list(
                EMPTY_VIEWS,
                row -> new TableName(row.getString(1), row.getString(2)),
                (Object) names)),
        ObjectGrants.read(source, schemas));
  }

  /** The entries that move: all but the casts, and their comments, between types of others. */
  List<TocEntry> moving(List<TocEntry> entries) {
    List<String> foreign =
        entries.stream()
            .filter(entry -> entry.catalog() == PG_CAST && !casts.contains(entry.object()))
            .map(TocEntry::text)
            .toList();
    return entries.stream()
        .filter(
            entry ->
                foreign.stream()
                    .noneMatch(
                        cast ->
                            entry.text().equals(cast)
                                || entry.text().startsWith(CAST_COMMENT)
                                    && cast.endsWith(
                                        entry.text().substring(CAST_COMMENT.length()))))
        .toList();
  }
}
