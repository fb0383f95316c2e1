package io.tributary.local.init.text;

import io.tributary.common.plan.source.SourceKind;
import java.util.List;
import java.util.Map;

/**
 * A source as it is written.
 *
 * @param name its name in the migration
 * @param kind what it is
 * @param place the key and the value that say where it is
 * @param about what was found, for people
 * @param schemas what moves
 * @param settings further keys with their values
 * @param rules what is said of columns, by table
 * @param decisions what somebody has to decide, for people
 * @param vectors whether something of it becomes vectors of pgvector
 */
public record DraftSource(
    String name,
    SourceKind kind,
    String place,
    List<String> about,
    List<DraftSchema> schemas,
    Map<String, String> settings,
    Map<String, List<DraftRule>> rules,
    List<String> decisions,
    boolean vectors) {
  public DraftSource {
    about = List.copyOf(about);
    schemas = List.copyOf(schemas);
    decisions = List.copyOf(decisions);
  }
}
