package io.tributary.connect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.config.Configuration;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class RequiredSettingsTest {

  @Test
  void fillsInWhatIsLeftOut() {
    Configuration complete = RequiredSettings.in(Configuration.from(Map.of("slot.name", "s")));
    assertThat(complete.getString("snapshot.query.mode.custom.name")).isEqualTo("tributary-text");
    assertThat(complete.getString("slot.name")).isEqualTo("s");
  }

  @Test
  void refusesAnotherValueByName() {
    assertThatThrownBy(
            () -> RequiredSettings.in(Configuration.from(Map.of("plugin.name", "decoderbufs"))))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("TRB-CAPTURE-SETTING: plugin.name is decoderbufs");
  }

  @Test
  void addsItsSessionOptionsOnce() {
    Configuration given = Configuration.from(Map.of("driver.options", "-c search_path=x"));
    String once = RequiredSettings.in(given).getString("driver.options");
    assertThat(once)
        .startsWith("-c search_path=x -c datestyle=ISO")
        .contains(
            " -c search_path=pg_catalog,pg_temp",
            " -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3");
    assertThat(RequiredSettings.in(RequiredSettings.in(given)).getString("driver.options"))
        .isEqualTo(once);
  }
}
