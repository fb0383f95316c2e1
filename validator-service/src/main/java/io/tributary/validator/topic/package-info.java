/** Desired state in, verdicts and observed state out. */
package io.tributary.validator.topic;
