package io.tributary.connect.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileConfigProviderTest {

  @TempDir private Path directory;

  @Test
  void replacesAPlaceholderWithAndWithoutAKey() throws Exception {
    Path file = Files.writeString(directory.resolve("secret"), " p:ä$x \n");
    assertThat(replaced("${file:" + file + ":value}")).isEqualTo(" p:ä$x ");
    assertThat(replaced("${file:" + file + ":}")).isEqualTo(" p:ä$x ");
  }

  @Test
  void dropsOneTrailingLineBreakOnly() throws Exception {
    Path file = Files.writeString(directory.resolve("secret"), "a\n\r\n");
    assertThat(replaced("${file:" + file + ":value}")).isEqualTo("a\n");
  }

  @Test
  void namesTheFileThatCannotBeRead() {
    assertThatThrownBy(() -> replaced("${file:" + directory.resolve("missing") + ":value}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("missing");
  }

  @Test
  void refusesAnUnknownKeyWithoutShowingTheSecret() throws Exception {
    Path file = Files.writeString(directory.resolve("secret"), "hidden");
    assertThatThrownBy(() -> replaced("${file:" + file + ":password}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("password")
        .hasMessageNotContaining("hidden");
  }

  @Test
  void refusesWhatIsNotBelowAGrantedDirectoryWhateverWayLeadsThere() throws Exception {
    Path granted = Files.createDirectory(directory.resolve("granted"));
    Path outside = Files.writeString(directory.resolve("outside"), "hidden");
    Path link = Files.createSymbolicLink(granted.resolve("link"), outside);
    Path own = Files.writeString(granted.resolve("own"), "hidden");

    for (Path named : List.of(outside, link, granted.resolve("../outside"), own)) {
      assertThatThrownBy(() -> replaced("${file:" + named + ":value}", granted.toString(), own))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("config.providers.file.param.directories")
          .hasMessageContaining(named.toString())
          .hasMessageNotContaining("hidden");
    }
  }

  @Test
  void readsNoFileWithoutAGrant() throws Exception {
    Path file = Files.writeString(directory.resolve("secret"), "hidden");
    assertThatThrownBy(() -> replaced("${file:" + file + ":value}", "", file))
        .isInstanceOf(ConfigException.class)
        .hasMessageNotContaining("hidden");
  }

  @Test
  void followsALinkInsideOfAGrantedDirectory() throws Exception {
    Path file = Files.writeString(directory.resolve("secret"), "p");
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);
    assertThat(replaced("${file:" + link + ":value}")).isEqualTo("p");
  }

  private String replaced(String placeholder) {
    return replaced(placeholder, directory.toString(), directory.resolve("none"));
  }

  private static String replaced(String placeholder, String directories, Path withheld) {
    try (SecretFileConfigProvider provider = new SecretFileConfigProvider()) {
      provider.configure(Map.of("directories", directories, "withheld", withheld.toString()));
      return new ConfigTransformer(Map.of("file", provider))
          .transform(Map.of("key", placeholder))
          .data()
          .get("key");
    }
  }
}
