//! The header blocks of all units, each once.

use crate::{
    model::{Api, Binding, HeaderBlock, HeaderUse, TypeId},
    wsdl::Unit,
};

use super::{Owners, refs::each_in_ref};

/// Moves the header blocks of all units to the API, sorted by name, and points the operations at them.
pub(super) fn merge(api: &mut Api, units: &mut [Unit], owners: &Owners, ids: &[Option<TypeId>]) {
    api.request_headers = one_side(
        units,
        owners,
        ids,
        |unit| std::mem::take(&mut unit.api.request_headers),
        |binding| &mut binding.request_headers,
    );
    api.response_headers = one_side(
        units,
        owners,
        ids,
        |unit| std::mem::take(&mut unit.api.response_headers),
        |binding| &mut binding.response_headers,
    );
}

fn one_side(
    units: &mut [Unit],
    owners: &Owners,
    ids: &[Option<TypeId>],
    take: impl Fn(&mut Unit) -> Vec<HeaderBlock>,
    uses: impl Fn(&mut crate::model::SoapBinding) -> &mut Vec<HeaderUse>,
) -> Vec<HeaderBlock> {
    let mut all: Vec<HeaderBlock> = Vec::new();
    // For every unit, where its blocks are among all.
    let mut places: Vec<Vec<usize>> = Vec::new();
    for (index, unit) in units.iter_mut().enumerate() {
        let mut mine = Vec::new();
        for mut block in take(unit) {
            each_in_ref(&mut block.ty, &mut |id| {
                if let Some(new) = ids[owners.node(index, *id)] {
                    *id = new;
                }
            });
            let same = |it: &HeaderBlock| it.name == block.name && it.ty == block.ty && it.nillable == block.nillable;
            mine.push(all.iter().position(same).unwrap_or_else(|| {
                all.push(block);
                all.len() - 1
            }));
        }
        places.push(mine);
    }
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by(|a, b| (&all[*a].name, a).cmp(&(&all[*b].name, b)));
    let mut new = vec![0; all.len()];
    for (index, old) in order.iter().enumerate() {
        new[*old] = index;
    }
    for (unit, mine) in units.iter_mut().zip(&places) {
        for operation in unit.api.services.iter_mut().flat_map(|service| &mut service.operations) {
            if let Binding::Soap(binding) = &mut operation.binding {
                for header in uses(binding) {
                    header.block = mine.get(header.block).map_or(header.block, |place| new[*place]);
                }
            }
        }
    }
    let mut all: Vec<Option<HeaderBlock>> = all.into_iter().map(Some).collect();
    order.into_iter().filter_map(|old| all[old].take()).collect()
}
