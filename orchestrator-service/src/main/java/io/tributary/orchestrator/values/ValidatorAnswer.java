package io.tributary.orchestrator.values;

/**
 * What the validator answered, to be passed on as it is.
 *
 * @param mediaType of the body
 */
public record ValidatorAnswer(int status, String mediaType, byte[] body) {}
