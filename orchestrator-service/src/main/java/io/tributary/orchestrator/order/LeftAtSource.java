package io.tributary.orchestrator.order;

import io.tributary.common.model.StreamId;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.source.PostgresSource;
import io.tributary.common.plan.source.Source;
import io.tributary.common.topic.CaptureNames;
import io.tributary.common.topic.TopicNames;
import java.util.ArrayList;
import java.util.List;

/** What a migration makes at a source, and what stays there when nobody takes it away. */
public final class LeftAtSource {
  private LeftAtSource() {}

  /** Each by its name, in a few words. */
  public static List<String> of(Migration plan, String name, TopicNames topics) {
    Source source = plan.source(name);
    return switch (source.kind()) {
      case POSTGRESQL ->
          atServer(source.postgres(), topics.capture(new StreamId(plan.name(), name)));
      case SQLITE -> inFile(source.converted().path());
      case CHROMA -> inFile(source.converted().path() + "/chroma.sqlite3");
    };
  }

  private static List<String> atServer(PostgresSource source, CaptureNames names) {
    String database = " of database " + source.connection().database();
    List<String> left =
        new ArrayList<>(
            List.of(
                "replication slot " + names.slot() + ", which keeps WAL until it is dropped",
                "publication " + names.publication() + database,
                "replica identities that were set for the tables that move" + database,
                "the fence, if it stands: schema tributary_fence" + database));
    if (source.wayBack().returns()) {
      left.add("schema tributary" + database + ", which the way back keeps");
    }
    return left;
  }

  private static List<String> inFile(String file) {
    return List.of(
        "tables and triggers of the capture, named _tributary_*, in " + file,
        "the fence, if it stands: triggers named _tributary_fence_* in " + file);
  }
}
