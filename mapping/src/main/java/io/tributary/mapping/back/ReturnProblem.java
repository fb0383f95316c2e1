package io.tributary.mapping.back;

/**
 * Something that the way back of a source cannot do.
 *
 * @param place the column or table of the source
 * @param because why, without a full stop
 * @param remedy what helps, as sentences
 */
public record ReturnProblem(String place, String because, String remedy) {

  /** A sentence. */
  public String display() {
    return place + " cannot come back, because " + because + ".";
  }
}
