package io.tributary.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.error.TributaryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiTokensTest {
  private static final Path FILE = Path.of("tokens");
  private static final String TOKEN = "a-token-that-nobody-guesses";

  @Test
  void findsTokensByWhatTheyAreAndByTheirDigest() {
    // given
    ApiToken whole = ApiToken.of("plain", Set.of("viewer"), TOKEN);
    ApiTokens tokens =
        new ApiTokens(
            ApiTokens.parse(
                List.of(
                    "# who may do what",
                    "",
                    "  first   viewer,operator  another-token-that-nobody-guesses ",
                    "second author sha256:" + whole.sha256()),
                FILE));

    // then
    assertThat(tokens.find(TOKEN)).map(ApiToken::name).contains("second");
    assertThat(tokens.find("another-token-that-nobody-guesses").orElseThrow().roles())
        .containsExactlyInAnyOrder("viewer", "operator");
    assertThat(tokens.find(TOKEN + " ")).isEmpty();
    assertThat(tokens.find("sha256:" + whole.sha256())).isEmpty();
    assertThat(tokens.find("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "one-word, a name",
    "name viewer, a name",
    "name boss a-token-that-nobody-guesses, viewer",
    "name viewer short, 20 characters",
    "name viewer sha256:abc, 20 characters",
    "name viewer a-token-that-nobody-guesses more, a name"
  })
  void namesTheLineThatIsWrong(String line, String rule) {
    assertThatThrownBy(() -> ApiTokens.parse(List.of("#", line), FILE))
        .isInstanceOf(TributaryException.class)
        .hasMessageContaining("Line 2 of the token file tokens")
        .hasMessageContaining(rule);
  }
}
