package io.tributary.cdc.apply.file;

import java.util.Optional;

/**
 * What becomes of one dead letter of a file.
 *
 * @param about what the letter is about
 * @param file the table in the file
 * @param now as it is now; empty where nothing waits any more
 */
record LetterChange(ListedLetters.Subject about, String file, Optional<FileLetter> now) {

  static LetterChange added(FileLetter letter) {
    return new LetterChange(letter.about(), letter.file(), Optional.of(letter));
  }

  static LetterChange gone(FileLetter letter) {
    return new LetterChange(letter.about(), letter.file(), Optional.empty());
  }
}
