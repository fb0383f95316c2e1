/** Tells a real difference from one that is only on its way, while both ends go on changing. */
package io.tributary.validator.settle;
