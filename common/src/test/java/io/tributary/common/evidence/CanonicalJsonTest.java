package io.tributary.common.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {

  @Test
  void spellsTheSameContentAlikeHoweverItWasSpelled() {
    String one = "{ \"b\" : [1, 2.50, {}], \"a\":\"\\u00e9\\/\\n\", \"A\" : null, \"c\": [ ] }";
    String other = "{\"c\":[],\"A\":null,\"a\":\"é/\\u000a\",\"b\":[1.0,25e-1,{}]}";

    assertThat(spelled(one))
        .isEqualTo("{\"A\":null,\"a\":\"é/\\n\",\"b\":[1,2.5,{}],\"c\":[]}")
        .isEqualTo(spelled(other));
  }

  @Test
  void keepsEveryDigitAndEveryCharacter() {
    assertThat(spelled("[9007199254740993,-0.0,1e20,0.1000000000000000055511151231257827]"))
        .isEqualTo(
            "[9007199254740993,0,100000000000000000000,0.1000000000000000055511151231257827]");
    assertThat(spelled("\"\\u0001\\ud83d\\ude00\\\"\\\\\\u007f\""))
        .isEqualTo("\"\\u0001😀\\\"\\\\\u007f\"");
    assertThat(spelled("[true,false]")).isEqualTo("[true,false]");
  }

  @Test
  void refusesWhatHasNoOneSpelling() {
    assertThatThrownBy(() -> spelled("{\"a\":1,\"a\":2}")).isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> spelled("{} {}")).isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> spelled("1e999999")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> spelled("\"\\ud83d\"")).isInstanceOf(IllegalArgumentException.class);
  }

  private static String spelled(String json) {
    return CanonicalJson.text(CanonicalJson.read(json));
  }
}
