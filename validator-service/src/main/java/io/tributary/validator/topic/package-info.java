/** Reads desired state from its topic, and writes verdicts and observed state to theirs. */
@NullMarked
package io.tributary.validator.topic;

import org.jspecify.annotations.NullMarked;
