package io.tributary.common.change;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MessageSealTest {
  private static final String PREFIX = "tributary.fence.m/s";
  private static final long TRANSACTION = 7_000_000_123L;
  private static final long IN_LOG = TRANSACTION % (1L << 32);

  private final MessageSeal seal = new MessageSeal(MessageSeal.newKey());

  private static ChangeRecord.Message message(String prefix, String content, long transaction) {
    return new ChangeRecord.Message(prefix, content, transaction, 1, 42);
  }

  @Test
  void opensWhatItSealedInItsOwnTransaction() {
    String sealed = seal.seal(PREFIX, TRANSACTION, "RAISED cut 1\nä");

    assertThat(seal.open(message(PREFIX, sealed, IN_LOG))).contains("RAISED cut 1\nä");
  }

  @Test
  void aMessageThatSomebodyHasReadSaysNothingInAnotherTransaction() {
    String sealed = seal.seal(PREFIX, TRANSACTION, "RAISED cut-1");

    assertThat(seal.open(message(PREFIX, sealed, IN_LOG + 1))).isEmpty();
    assertThat(seal.open(message(PREFIX, "0" + sealed.substring(sealed.indexOf(' ')), IN_LOG)))
        .isEmpty();
  }

  @Test
  void aMessageOfOneStreamSaysNothingInAnother() {
    String sealed = seal.seal(PREFIX, TRANSACTION, "RAISED cut-1");

    assertThat(seal.open(message("tributary.fence.m/other", sealed, IN_LOG))).isEmpty();
    assertThat(seal.open(message("tributary.shape.m/s", sealed, IN_LOG))).isEmpty();
  }

  @Test
  void nothingElseIsOpened() {
    String sealed = seal.seal(PREFIX, TRANSACTION, "RAISED cut-1");
    String other = new MessageSeal(MessageSeal.newKey()).seal(PREFIX, TRANSACTION, "RAISED cut-1");

    assertThat(seal.open(message(PREFIX, other, IN_LOG))).isEmpty();
    assertThat(seal.open(message(PREFIX, sealed.replace("cut-1", "cut-2"), IN_LOG))).isEmpty();
    for (String content : new String[] {"", " ", "  ", "RAISED cut-1", "0 0 0", "x ä y"}) {
      assertThat(seal.open(message(PREFIX, content, IN_LOG))).as(content).isEmpty();
    }
  }

  @Test
  void aLogWithoutNumbersOfTransactionsIsSealedForAny() {
    String sealed = seal.seal(PREFIX, MessageSeal.ANY_TRANSACTION, "RAISED cut-1");

    assertThat(seal.open(message(PREFIX, sealed, 4_711))).contains("RAISED cut-1");
  }

  @Test
  void aMarkNamesItsFenceAndLiftsNoOther() {
    assertThat(FenceMark.parse(FenceMark.raised("a").text())).contains(FenceMark.raised("a"));
    assertThat(FenceMark.parse("cut-1")).isEmpty();
    assertThat(FenceMark.raised("b").after("a")).isEqualTo("b");
    assertThat(FenceMark.lifted("a").after("a")).isEqualTo(FenceMark.LIFTED);
    assertThat(FenceMark.lifted("a").after("b")).isEqualTo("b");
    assertThat(FenceMark.lifted("a").after(null)).isNull();
  }
}
