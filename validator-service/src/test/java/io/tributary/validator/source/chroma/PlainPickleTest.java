package io.tributary.validator.source.chroma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.validator.source.chroma.SmallDirectory.Slot;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.PickleException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainPickleTest {

  @Test
  void readsADictionaryAndTheOneObject() throws Exception {
    List<Slot> slots = List.of(new Slot(5, "é😀", false, 0));
    assertThat(PlainPickle.read(SmallDirectory.plain(slots)).get("label_to_id"))
        .isEqualTo(Map.of(5, "é😀"));
    Map<?, ?> object = PlainPickle.read(SmallDirectory.object(slots, 77));
    assertThat(object.get("max_seq_id")).isEqualTo(77);
    assertThat(object.get("label_to_id")).isEqualTo(Map.of(5, "é😀"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cos\nsystem\n(S'true'\ntR.",
        "cos\nsystem\n)\u0081.",
        "\u0080\u0004\u008c\u0002os\u0094\u008c\u0006system\u0094\u0093)\u0081.",
        "\u0080\u0003}(}Ns.",
        "\u0080\u0003}q\u0000h\u0000Ns.",
        "\u0080\u0003(lp0\n.",
        "\u0080\u0003X\u00ff\u00ff\u00ff\u007fa.",
        "\u0080\u0003N.",
        "u.",
        "}(X\u0001",
        ""
      })
  void refusesEverythingElse(String pickle) {
    assertThatThrownBy(() -> PlainPickle.read(pickle.getBytes(StandardCharsets.ISO_8859_1)))
        .isInstanceOf(PickleException.class);
  }
}
