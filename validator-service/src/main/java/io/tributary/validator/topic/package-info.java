/** Reads desired state from its topic, and writes verdicts and observed state to theirs. */
package io.tributary.validator.topic;
