/** Answers the latest verdicts over HTTP, and takes orders for a pass. */
@NullMarked
package io.tributary.validator.rest;

import org.jspecify.annotations.NullMarked;
