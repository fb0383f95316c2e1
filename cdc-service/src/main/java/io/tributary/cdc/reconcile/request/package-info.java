/**
 * Carries out what the operator asked to be done with single rows of a source, each request once.
 */
@NullMarked
package io.tributary.cdc.reconcile.request;

import org.jspecify.annotations.NullMarked;
