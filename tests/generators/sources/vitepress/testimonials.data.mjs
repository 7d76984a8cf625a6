export default {
  load: () => [
    { quote: 'The licence portal paid for itself within the first two weeks of the trial.', by: 'Bo M.', company: 'Harbour Labs' },
    // #gone
    { quote: 'Widget Pro saved us three weeks of tedious work every single quarter.', by: 'Ann L.', company: 'Acme GmbH' },
    // #end
    { quote: 'Support answered on a Sunday, and the fix was in the next build.', by: 'Cleo R.', company: 'Lindgren & Sons' },
  ],
}
