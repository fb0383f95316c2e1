package io.tributary.connect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** What Debezium's metrics say of a stream. */
class MetricsIT {

  @Test
  void nameTheTableOfTheLastEventAndNotItsValues() throws Exception {
    try (SourceDatabase source = new SourceDatabase()) {
      // given
      source.execute("CREATE TABLE item (id int PRIMARY KEY, note text)");
      source.publish("item");
      try (TaskRun run = TaskRun.started(source.settings("public\\.item"), new StoredOffsets())) {
        run.until(DebeziumMarker::endsSnapshot);

        // when
        source.execute("INSERT INTO item VALUES (1, 'secret')");
        run.until(DebeziumMarker::endsTransaction);

        // then
        assertThat(streaming("LastEvent").toString()).contains("item").doesNotContain("secret");
        assertThat((Long) streaming("TotalNumberOfCreateEventsSeen")).isEqualTo(1);
        assertThat(streaming("SourceEventPosition").toString()).contains("lsn");
      }
    }
  }

  private static Object streaming(String attribute) throws Exception {
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    ObjectName name =
        new ObjectName("debezium.postgres:type=connector-metrics,context=streaming,server=demo");
    return beans.getAttribute(name, attribute);
  }
}
