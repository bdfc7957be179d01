/** Under whose name the form keeps signatures of thoughts: of the models here, only one maker's sign them. */
export const SIGNED_BY = 'anthropic-messages';
